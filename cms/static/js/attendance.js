// Marks who is here without loading the page anew; what does not work out is sent as the plain form it is.
const list = document.querySelector("[data-attendance]");
const here = document.querySelector("[data-here]");
// One after the other, so that an older answer never comes after a newer one.
let last = Promise.resolve();

async function record(form, button) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, button),
    headers: { "X-Requested-With": "XMLHttpRequest" },
  });
  if (!response.ok || response.redirected) throw new Error(response.statusText);
  const answer = await response.json();
  const row = form.closest("li");
  const { id } = row;
  const hadFocus = row.contains(document.activeElement);
  row.outerHTML = answer.row;
  here.textContent = answer.here;
  if (hadFocus) document.getElementById(id)?.querySelector("button").focus();
}

function sendPlainly(form, { name, value }) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(field);
  form.submit();
}

list?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { target: form, submitter: button } = event;
  button.setAttribute("aria-busy", "true");
  last = last.then(() => record(form, button)).catch(() => sendPlainly(form, button));
});
