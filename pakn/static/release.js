// The check of a text before it becomes public: one press covers a value in the boxes and in the
// highlighted text beside them. Without this file the same buttons ask the server to do it.
const english = document.documentElement.lang.startsWith('en');

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function coverValue(field, value, words) {
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(value)}(?![\\p{L}\\p{N}])`, 'gu');
  const text = field.value.replace(whole, words);
  if (text === field.value) return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function coverRow(form, row) {
  const { finding, coverText } = row.dataset;
  for (const mark of form.querySelectorAll(`mark[data-key="${CSS.escape(finding)}"]`)) {
    form.querySelectorAll('[data-part]').forEach((field) => coverValue(field, mark.textContent, coverText));
    mark.replaceWith(coverText);
  }
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector('[data-cover]') ?? form.querySelector('[data-part=question]')).focus();
}

function tell(form) {
  const left = form.querySelectorAll('[data-finding]').length;
  const line = form.querySelector('[data-findings-left]');
  const some = english ? `Still in the text to be published: ${left}.` : `Còn trong nội dung sắp công khai: ${left} chỗ.`;
  const none = english ? 'Everything found is covered. Please read the text once more.' : 'Đã che hết chỗ máy tìm thấy. Hãy đọc kỹ lại một lần nữa.';
  line.textContent = left ? some : none;
  if (!left) form.querySelector('[data-cover-all]')?.remove();
}

for (const form of document.querySelectorAll('form[data-release]')) {
  // Before the form's own listener, which would count the press as a submission.
  form.addEventListener(
    'click',
    (event) => {
      const button = event.target.closest('[data-cover], [data-cover-all]');
      if (!button) return;
      event.preventDefault();
      const rows = button.matches('[data-cover-all]') ? form.querySelectorAll('[data-finding]') : [button.closest('[data-finding]')];
      rows.forEach((row) => coverRow(form, row));
      tell(form);
    },
    true,
  );
}
