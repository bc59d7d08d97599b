// The page of an uploaded table while workers read or file it: asks how far it is, moves the bar,
// and loads the page anew when it is done. Without this file the link "Cập nhật" does the same.
const card = document.querySelector('[data-progress-url]');

async function ask() {
  const answer = await fetch(card.dataset.progressUrl, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function show(progress) {
  const bar = card.querySelector('progress');
  if (progress.total) {
    bar.max = progress.total;
    bar.value = progress.done;
  }
  const text = card.querySelector('[data-progress-text]');
  if (text.textContent !== progress.text) text.textContent = progress.text;
}

/** Waits longer when the server does not answer; a page in the background asks nobody. */
async function follow(wait) {
  let next = 1200;
  try {
    if (!document.hidden) {
      const progress = await ask();
      if (!progress.busy) {
        window.location.reload();
        return;
      }
      show(progress);
    }
  } catch {
    next = Math.min(wait * 2, 30000);
  }
  setTimeout(() => follow(next), next);
}

if (card) setTimeout(() => follow(1200), 800);
