// The page for files of the public form: sends each chosen file by itself, shows how far it is,
// and puts the list it gets back in place of the one on the page. Without this file the form
// sends all chosen files at once, and the page comes again.
const english = document.documentElement.lang.startsWith('en');
const say = (vietnamese, inEnglish) => (english ? inEnglish : vietnamese);
const form = document.querySelector('form[data-upload]');

function line(list, name) {
  const item = document.createElement('li');
  item.className = 'pakn-files__file';
  const label = document.createElement('span');
  label.className = 'pakn-files__name';
  label.textContent = name;
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute('aria-label', `${say('Đang tải', 'Uploading')} ${name}`);
  item.append(label, bar);
  list.append(item);
  return {
    at(share) {
      bar.value = Math.round(share * 100);
    },
    checking() {
      bar.removeAttribute('value');
      label.textContent = `${name}: ${say('đang kiểm tra…', 'checking…')}`;
    },
    failed(text) {
      bar.remove();
      item.classList.add('pakn-files__file--refused');
      label.textContent = text;
    },
    done() {
      item.remove();
    },
  };
}

/** Sends one file; gives the parsed answer, or throws where none came. */
function send(file, shown) {
  const data = new FormData();
  data.append('csrf_token', form.elements.csrf_token.value);
  data.append('attach', '1');
  data.append('files', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('X-Pakn-Upload', '1');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) shown.at(event.loaded / event.total);
    });
    request.upload.addEventListener('load', () => shown.checking());
    request.addEventListener('load', () => {
      if (request.response?.attached === undefined) reject(new Error(String(request.status)));
      else resolve(request.response);
    });
    request.addEventListener('error', () => reject(new Error('network')));
    request.send(data);
  });
}

function refusedHere(file) {
  const most = Number(form.dataset.uploadBytes);
  if (file.size === 0) return say('tệp này rỗng.', 'this file is empty.');
  if (file.size <= most) return '';
  const megabytes = Math.floor(most / 1048576);
  return say(`lớn hơn ${megabytes} MB; hãy giảm dung lượng rồi gửi lại.`, `larger than ${megabytes} MB.`);
}

async function sendAll(files, list) {
  for (const file of files) {
    const shown = line(list, file.name);
    const wrong = refusedHere(file);
    if (wrong) {
      shown.failed(`“${file.name}”: ${wrong}`);
      continue;
    }
    try {
      const answer = await send(file, shown); // one by one: phones have little bandwidth
      document.getElementById('attached').innerHTML = answer.attached;
      if (answer.errors.length) shown.failed(answer.errors.join(' '));
      else shown.done();
    } catch {
      shown.failed(
        `“${file.name}”: ${say('chưa tải lên được. Hãy kiểm tra mạng rồi chọn lại tệp.', 'not uploaded. Check the connection and choose it again.')}`,
      );
    }
  }
}

if (form) {
  const input = form.querySelector('input[type="file"]');
  const list = form.querySelector('[data-upload-progress]');
  const manual = form.querySelector('[data-upload-hidden]');
  const go = Array.from(form.querySelectorAll('button[type="submit"], input[type="submit"]')).filter(
    (button) => !manual.contains(button),
  );
  manual.hidden = true;
  const busy = { running: false };
  input.addEventListener('change', async () => {
    const files = Array.from(input.files);
    if (!files.length || busy.running) return;
    busy.running = true;
    list.replaceChildren();
    go.forEach((button) => button.setAttribute('aria-disabled', 'true'));
    input.disabled = true;
    await sendAll(files, list);
    input.disabled = false;
    input.value = '';
    input.dispatchEvent(new Event('change', { bubbles: true }));
    go.forEach((button) => button.removeAttribute('aria-disabled'));
    busy.running = false;
  });
  form.addEventListener('submit', (event) => {
    if (busy.running) event.preventDefault(); // what is on its way arrives first
  });
}
