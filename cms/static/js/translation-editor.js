// wagtail-localize's editor saves passages one by one, each by a button of its own. What is still open when the page is
// saved or sent is saved first, so that nothing that was written is left out.
const LONGEST_WAIT = 10_000;
// The editor asks whether to leave the page for a moment after it has closed the last passage.
const QUIET_LOOKS = 4;

function openPassages() {
  return [...document.querySelectorAll(".js-translation-editor li textarea")].filter((area) => area.value.trim());
}

function saveOpenPassages() {
  for (const area of openPassages()) {
    const buttons = area.closest("li").querySelectorAll("button");
    buttons[buttons.length - 1]?.click();
  }
}

function whenAllAreSaved() {
  const started = Date.now();
  let quietLooks = 0;
  return new Promise((resolve) => {
    const look = () => {
      quietLooks = openPassages().length ? 0 : quietLooks + 1;
      if (quietLooks === QUIET_LOOKS) resolve(true);
      else if (Date.now() - started > LONGEST_WAIT) resolve(false);
      else setTimeout(look, 100);
    };
    look();
  });
}

for (const form of document.querySelectorAll("[data-translation-actions]")) {
  form.addEventListener("submit", async (event) => {
    if (!openPassages().length) return;
    event.preventDefault();
    const status = form.querySelector("[data-translation-status]");
    status.textContent = form.dataset.saving;
    saveOpenPassages();
    if (await whenAllAreSaved()) form.requestSubmit(event.submitter);
    else status.textContent = form.dataset.notSaved;
  });
}
