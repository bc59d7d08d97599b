// Progressive enhancement of PAKN's pages. Everything works without this file; it only makes some
// things quicker. No state of its own, no network, no eval.
//   select[data-filter-select]     type to filter a long list, with or without marks
//   form[data-submit-once]         ignores a second press for ten seconds
//   textarea[data-autosize]        grows with its text
//   [data-counter="ID"]            writes the number of characters into #ID
//   [data-key="x"]                 the key x presses this control; j, k, o and ? are built in
//   [data-row]                     a row that j and k walk through; Enter or o opens its first link
import { initAll } from './vendor/govuk-frontend/govuk-frontend.min.js';

const english = document.documentElement.lang.startsWith('en');
const say = (vietnamese, inEnglish) => (english ? inEnglish : vietnamese);

// GOV.UK Frontend speaks English unless told otherwise.
const vietnameseTexts = {
  characterCount: {
    i18n: {
      charactersUnderLimit: { other: 'Còn lại %{count} ký tự' },
      charactersAtLimit: 'Đã hết số ký tự cho phép',
      charactersOverLimit: { other: 'Thừa %{count} ký tự' },
      wordsUnderLimit: { other: 'Còn lại %{count} từ' },
      wordsAtLimit: 'Đã hết số từ cho phép',
      wordsOverLimit: { other: 'Thừa %{count} từ' },
    },
  },
  fileUpload: {
    i18n: {
      chooseFilesButton: 'Chọn tệp',
      dropInstruction: 'hoặc kéo tệp vào đây',
      noFileChosen: 'Chưa chọn tệp',
      multipleFilesChosen: { other: 'Đã chọn %{count} tệp' },
      enteredDropZone: 'Đang ở trên vùng thả tệp',
      leftDropZone: 'Đã rời vùng thả tệp',
    },
  },
  passwordInput: {
    i18n: {
      showPassword: 'Hiện',
      hidePassword: 'Ẩn',
      showPasswordAriaLabel: 'Hiện mật khẩu',
      hidePasswordAriaLabel: 'Ẩn mật khẩu',
      passwordShownAnnouncement: 'Mật khẩu đang hiện trên màn hình',
      passwordHiddenAnnouncement: 'Mật khẩu đã được ẩn',
    },
  },
};

/** Lower case, marks dropped, đ as d: "Đất đai" and "dat dai" become the same. */
export function fold(text) {
  return text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');
}

/** Options that hold the query; the marked spelling wins, the folded one is the fallback. */
export function matching(options, query) {
  const asked = query.trim().toLowerCase().normalize('NFC');
  const exact = options.filter((option) => option.text.toLowerCase().normalize('NFC').includes(asked));
  if (exact.length) return exact;
  return options.filter((option) => fold(option.text).includes(fold(asked)));
}

function enhanceSelect(select) {
  const all = Array.from(select.options);
  const box = document.createElement('input');
  box.type = 'search';
  box.className = 'govuk-input pakn-filter';
  box.autocomplete = 'off';
  box.placeholder = say('Gõ để lọc, có dấu hoặc không dấu', 'Type to filter');
  const name = select.labels[0]?.textContent.trim() ?? '';
  box.setAttribute('aria-label', `${say('Lọc', 'Filter')}: ${name}`);
  box.setAttribute('aria-controls', select.id);
  const status = document.createElement('p');
  status.className = 'pakn-filter__status';
  status.setAttribute('aria-live', 'polite');
  select.before(box);
  select.after(status);

  const show = () => {
    const query = box.value.trim();
    const found = query ? matching(all.filter((option) => option.value), query) : all;
    const chosen = select.selectedOptions[0];
    const kept = all.filter((option) => found.includes(option) || (option === chosen && option.value));
    select.replaceChildren(...kept);
    select.value = chosen?.value ?? '';
    select.size = query ? Math.min(Math.max(kept.length, 2), 7) : 1;
    status.textContent = query ? `${found.length} ${say('lựa chọn phù hợp', 'matches')}` : '';
    return found;
  };
  box.addEventListener('input', show);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault(); // Enter in the filter picks; it must not send the form.
    const [first] = show();
    if (first && box.value.trim()) {
      select.value = first.value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    if (event.key === 'ArrowDown') select.focus();
  });
  select.addEventListener('change', () => {
    status.textContent = `${say('Đã chọn', 'Chosen')}: ${select.selectedOptions[0]?.text ?? ''}`;
  });
}

function submitOnce(form) {
  let release;
  const free = () => {
    clearTimeout(release);
    release = undefined;
    form.querySelectorAll('[aria-disabled="true"]').forEach((one) => one.removeAttribute('aria-disabled'));
  };
  form.addEventListener('submit', (event) => {
    if (release) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    // aria-disabled, not disabled: a disabled button's name and value would not be sent.
    event.submitter?.setAttribute('aria-disabled', 'true');
    release = setTimeout(free, 10_000);
  });
  window.addEventListener('pageshow', free);
}

function autosize(area) {
  const fit = () => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 4}px`;
  };
  area.addEventListener('input', fit);
  fit();
}

function countInto(field) {
  const target = document.getElementById(field.dataset.counter);
  if (!target) return;
  const number = new Intl.NumberFormat(english ? 'en' : 'vi');
  const write = () => {
    const length = Array.from(field.value.normalize('NFC')).length;
    target.textContent = `${number.format(length)} ${say('ký tự', 'characters')}`;
  };
  field.addEventListener('input', write);
  write();
}

function rows() {
  return Array.from(document.querySelectorAll('[data-row]')).filter((row) => row.offsetParent !== null);
}

/** Moves the focus to the first link of the next (+1) or previous (-1) row. */
function walk(step) {
  const list = rows();
  if (!list.length) return;
  const focused = list.findIndex((row) => row.contains(document.activeElement));
  const current = focused >= 0 ? focused : list.findIndex((row) => row.getAttribute('aria-current') === 'true');
  const next = Math.min(Math.max(current + step, 0), list.length - 1);
  const target = list[next].matches('a[href]') ? list[next] : list[next].querySelector('a[href]');
  target?.focus();
  list[next].scrollIntoView({ block: 'nearest' });
}

/** Opens the row that has the focus, or the first one. */
function openRow() {
  const list = rows();
  const row = list.find((one) => one.contains(document.activeElement)) ?? list[0];
  const link = row?.matches('a[href]') ? row : row?.querySelector('a[href]');
  link?.click();
}

function press(control) {
  if (control.matches('input:not([type=radio], [type=checkbox]), select, textarea')) control.focus();
  else {
    control.focus();
    control.click();
  }
}

function keyList() {
  const entries = Array.from(document.querySelectorAll('[data-key]'), (control) => [
    control.dataset.key,
    control.dataset.keyLabel || control.getAttribute('aria-label') || ownText(control),
  ]);
  if (rows().length) {
    entries.unshift(
      ['j', say('Dòng sau', 'Next row')],
      ['k', say('Dòng trước', 'Previous row')],
      ['o', say('Mở dòng đang chọn, hoặc dòng đầu', 'Open the row, or the first one')],
    );
  }
  entries.push(['?', say('Bảng phím tắt này', 'This list')]);
  return entries;
}

/** The words of a control without its keyboard hint. */
function ownText(control) {
  const copy = control.cloneNode(true);
  copy.querySelectorAll('kbd, svg').forEach((one) => one.remove());
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function showKeys() {
  const dialog = element('dialog', '', 'pakn-keys');
  const title = element('h2', say('Phím tắt', 'Keyboard shortcuts'));
  title.id = 'pakn-keys-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const list = element('dl');
  for (const [key, label] of keyList()) {
    const term = element('dt');
    term.append(element('kbd', key, 'pakn-key'));
    list.append(term, element('dd', label));
  }
  const close = element('button', say('Đóng', 'Close'), 'govuk-button govuk-button--secondary');
  close.type = 'button';
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(title, list, close);
  document.body.append(dialog);
  dialog.showModal();
}

function typing(target) {
  return target.closest('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])');
}

/** The key as on a plain keyboard: a Vietnamese keyboard driver turns w into ư, with caps W. */
function plainKey(event) {
  if (event.key.length === 1 && event.key.charCodeAt(0) > 127 && event.code.startsWith('Key')) {
    return event.code.slice(3).toLowerCase();
  }
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  const key = plainKey(event);
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (control) press(control);
  else if (key === 'j') walk(1);
  else if (key === 'k') walk(-1);
  else if (key === 'o' && rows().length) openRow();
  else if (key === '?') showKeys();
  else return;
  event.preventDefault();
}

initAll(english ? {} : vietnameseTexts);
// The file button's name repeats its own text with a hidden comma in the middle, so that a person
// who speaks the visible words would not match it. The comma stays only where it is pointed at.
document.querySelectorAll('[id$="-comma"]').forEach((comma) => comma.setAttribute('aria-hidden', 'true'));
document.querySelectorAll('select[data-filter-select]').forEach(enhanceSelect);
document.querySelectorAll('form[data-submit-once]').forEach(submitOnce);
document.querySelectorAll('textarea[data-autosize]').forEach(autosize);
document.querySelectorAll('[data-counter]').forEach(countInto);
if (document.body.classList.contains('pakn-staff')) document.addEventListener('keydown', onKey);
