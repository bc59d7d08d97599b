// The desk's own niceties; every page works without this file.
//   [data-preview-form] [data-preview]   what the petitioner will read, as it is being written
//   [data-beside="URL"]                  who else has the case open, asked twice a minute
//   [data-copy="SLUG"], [data-copy-line] who gets a copy when the chosen agency gets the case
//   Ctrl+Enter (or Cmd+Enter) in a text field sends its form

function preview(form) {
  const target = form.querySelector('[data-preview]');
  if (!target) return;
  const write = () => {
    const ground = form.querySelector('[name=ground]:checked');
    const hint = ground && document.getElementById(ground.getAttribute('aria-describedby'));
    const own = form.querySelector('[name=words], [name=question]');
    const parts = [hint?.textContent, own?.value].map((text) => (text ?? '').trim()).filter(Boolean);
    target.textContent = parts.join('\n\n');
    target.hidden = parts.length === 0;
  };
  form.addEventListener('input', write);
  form.addEventListener('change', write);
  write();
}

function watch(box) {
  const every = 30_000;
  const say = (text) => {
    box.replaceChildren();
    if (!text) return;
    const line = document.createElement('p');
    line.className = 'govuk-body-s';
    line.textContent = text;
    box.append(line);
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.beside, { headers: { Accept: 'application/json' } });
      if (!answer.ok || answer.redirected) return;
      const now = await answer.json();
      const stale = String(now.version) !== box.dataset.version;
      const others = now.others.length ? `${box.dataset.othersLabel} ${now.others.join(', ')}` : '';
      say([stale ? box.dataset.staleText : '', others].filter(Boolean).join(' '));
    } catch {
      // Nobody is shown; the act itself is checked by its version.
    }
  };
  setInterval(ask, every);
}

function copies() {
  const line = document.querySelector('[data-copy-line]');
  if (!line) return;
  const write = () => {
    const picked = document.querySelector('input[name=lead]:checked')?.value;
    const slug = picked || document.getElementById('lead')?.value;
    const row = slug && document.querySelector(`[data-copy="${CSS.escape(slug)}"]`);
    line.textContent = row ? row.textContent.trim() : '';
  };
  document.addEventListener('change', write);
  write();
}

function sendFromText(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest('form');
  if (!form || form.method !== 'post') return;
  event.preventDefault();
  form.requestSubmit();
}

document.querySelectorAll('[data-preview-form]').forEach(preview);
document.querySelectorAll('[data-beside]').forEach(watch);
copies();
document.addEventListener('keydown', sendFromText);
