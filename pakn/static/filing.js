// The public form and the receipt, made nicer. Everything works without this file.
//   input[data-find-place="URL"]   finds places while somebody types, into #place-found
//   button[data-print]             prints the page
//   button[data-copy="ID"]         copies what stands in the field #ID
//   #secret on the look-up page    takes the secret from behind the "#" of a receipt's QR code
const field = document.querySelector('input[data-find-place]');
const found = document.getElementById('place-found');
const pause = 250;

async function findPlaces() {
  const body = new FormData();
  body.set('place_query', field.value);
  body.set('csrf_token', field.form.elements.csrf_token.value);
  const answer = await fetch(field.dataset.findPlace, { method: 'POST', body });
  if (!answer.ok || body.get('place_query') !== field.value) return;
  found.innerHTML = await answer.text();
  const status = document.getElementById('place-status');
  status.textContent = field.value.trim() ? `${found.children.length} ${status.dataset.found}` : '';
}

if (field && found) {
  let waiting;
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(findPlaces, pause);
  });
}

for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}

const secret = document.querySelector('form input[name="secret"]');
if (secret && !secret.value && /^#[0-9A-Za-z-]{8,20}$/.test(location.hash)) {
  secret.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
}
