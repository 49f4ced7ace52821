// Marks words of rich text as being in another language: a button of the editor's toolbar, and Ctrl+Shift+L.
(() => {
  const { Draftail, DraftJS, React, draftail } = window;
  const { EditorState, KeyBindingUtil, Modifier } = DraftJS;
  const words = JSON.parse(document.currentScript.dataset.words);
  const FEATURE = "language-of-part";
  const PREFIX = "LANGUAGE_";
  const KEYS = "Ctrl+Shift+L";
  // React's own events know no `code` and, with Shift, another `key`.
  const LETTER_L = 76;

  const languageIn = (styles) => {
    const style = styles?.find((name) => name.startsWith(PREFIX));
    return style ? words.languages.find(({ lang }) => PREFIX + lang === style) : undefined;
  };

  // What is selected; where nothing is, the marked words around the cursor.
  function chosenWords(editorState) {
    const selection = editorState.getSelection();
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const at = selection.getStartOffset();
    if (!selection.isCollapsed()) return { selection, language: languageIn(block.getInlineStyleAt(at)) };
    let found = { selection: null };
    const hasLanguage = (character) => languageIn(character.getStyle());
    block.findStyleRanges(hasLanguage, (start, end) => {
      if (start > at || at > end) return;
      const language = languageIn(block.getInlineStyleAt(start));
      found = { selection: selection.merge({ anchorOffset: start, focusOffset: end, isBackward: false }), language };
    });
    return found;
  }

  function mark(editorState, selection, lang) {
    let content = editorState.getCurrentContent();
    for (const language of words.languages) {
      content = Modifier.removeInlineStyle(content, selection, PREFIX + language.lang);
    }
    if (lang) content = Modifier.applyInlineStyle(content, selection, PREFIX + lang);
    return EditorState.push(editorState, content, "change-inline-style");
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function ask(getEditorState, setEditorState) {
    const { selection, language } = chosenWords(getEditorState());
    const options = [{ lang: "", name: words.same }, ...words.languages].map(({ lang, name }) =>
      element("option", { value: lang, textContent: name, selected: lang === (language?.lang ?? "") }));
    const select = element("select", { id: "language-of-part" }, ...options);
    const button = (value, textContent, className) => element("button", { value, textContent, className });
    const close = button("", words.close, "button button-secondary");
    const label = element("label", { htmlFor: select.id, textContent: words.choose });
    const form = selection
      ? [element("p", { textContent: words.why }), label, select, button("save", words.save, "button"), close]
      : [element("p", { textContent: words.nothing }), close];
    const heading = element("h2", { id: "language-of-part-heading", textContent: words.button });
    const dialog = element("dialog", { className: "language-of-part-dialog" },
      element("form", { method: "dialog" }, heading, ...form));
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.addEventListener("close", () => {
      dialog.remove();
      const now = getEditorState();
      const next = dialog.returnValue === "save" ? mark(now, selection, select.value) : now;
      // Back to where the writer was, with the same words selected.
      setEditorState(EditorState.forceSelection(next, selection ?? now.getSelection()));
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  function Control({ getEditorState, onChange }) {
    const { language } = chosenWords(getEditorState());
    return React.createElement(Draftail.ToolbarButton, {
      name: FEATURE,
      active: Boolean(language),
      icon: "#icon-language-of-part",
      title: `${words.button}\n${KEYS}`,
      onClick: () => ask(getEditorState, onChange),
    });
  }

  function MarkedWords({ children }) {
    const language = languageIn(React.Children.toArray(children)[0]?.props.styleSet);
    return React.createElement("span", {
      className: "language-of-part",
      lang: language?.lang,
      dir: language?.dir,
      "data-language": language?.lang,
      title: language?.name,
    }, children);
  }

  draftail.registerPlugin({ type: FEATURE, inline: Control }, "controls");
  draftail.registerPlugin({
    type: FEATURE,
    strategy: (block, callback) => block.findStyleRanges((character) => languageIn(character.getStyle()), callback),
    component: MarkedWords,
  }, "decorators");
  draftail.registerPlugin({
    type: FEATURE,
    keyBindingFn: (event) =>
      event.shiftKey && KeyBindingUtil.hasCommandModifier(event) && event.keyCode === LETTER_L ? FEATURE : undefined,
    handleKeyCommand: (command, ...others) => {
      if (command !== FEATURE) return "not-handled";
      const { getEditorState, setEditorState } = others.at(-1);
      ask(getEditorState, setEditorState);
      return "handled";
    },
  }, "plugins");
})();
