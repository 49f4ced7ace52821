// Shows the start button of each embedded video, and loads the player only when it is pressed.
for (const card of document.querySelectorAll("[data-player]")) {
  const button = card.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = card.dataset.player;
    frame.title = card.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.allowFullscreen = true;
    card.replaceChildren(frame);
    frame.focus();
  });
}
