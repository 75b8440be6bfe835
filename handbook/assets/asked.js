// What is typed, said so that the theme's search understands it.
// It takes the beginning of a word for the word, so a word is asked for once more as it stands:
// "new" is not "newsletter", and two letters begin too much to mean all of it. It would also take
// "check-in" for "check" and all that begins with "in": the index knows both words, and the two
// as one.
(() => {
  "use strict";

  // The theme's number for a message that asks.
  const QUERY = 2;
  const exactly = (_, before, word) => `${before}${word} ${word}^${word.length > 2 ? 1 : 9}`;
  const plainly = (asked) =>
    asked
      .replace(/[?!.,;]+(?=\s|$)/g, "")
      .replace(/(\w+)-(?=(\w+))/g, "$1$2 $1 ")
      // No look behind, which older phones do not know.
      .replace(/(^|\s)(\w{2,})(?=\s|$)/g, exactly);

  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const asks = message?.type === QUERY;
    postMessage.call(this, asks ? { ...message, data: plainly(message.data) } : message, ...rest);
  };
})();
