// Loads the player of an embedded video when its button is pressed, and not before (conventions G2).
const play = (embed) => {
  const player = document.createElement("iframe");
  player.src = embed.dataset.player;
  player.title = embed.dataset.title;
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.allowFullscreen = true;
  const buttons = embed.querySelector(".buttons");
  buttons.querySelector("button").remove();
  embed.querySelector(".embed-card").replaceWith(player, buttons);
  player.focus();
};

for (const embed of document.querySelectorAll("[data-player]")) {
  const button = embed.querySelector("button");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => play(embed));
  }
}
