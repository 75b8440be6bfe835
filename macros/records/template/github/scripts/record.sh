#!/bin/bash
# Runs the command with some options in the records as they are now, commits and pushes.
# Where somebody else pushed in between, it starts again from what is there then: no line is lost.
# Run it in the handbook, with the records checked out in `records`.
set -u
branch="${GITHUB_REF_NAME:?}"
said="$(mktemp)"
code=1
for _ in 1 2 3 4 5 6 7 8; do
  git -C records fetch --quiet origin "$branch" && git -C records reset --quiet --hard FETCH_HEAD || exit 1
  code=0
  .venv/bin/python -m scripts.acknowledge "$@" > "$said" 2>&1 || code=$?
  if [ "$code" != 0 ] || git -C records diff --quiet; then
    break
  fi
  git -C records -c user.name="Records" -c user.email="records@users.noreply.github.com" \
    commit --quiet --all --message "${TITLE:-Write down signatures}" --message "Asked for by ${GITHUB_ACTOR:-somebody}."
  if git -C records push --quiet origin "HEAD:$branch"; then
    echo "It is kept: commit $(git -C records rev-parse --short HEAD)." >> "$said"
    break
  fi
  code=1
  echo "It could not be kept: the branch $branch does not take it." >> "$said"
  sleep "${PAUSE:-3}"
done
cat "$said"
# A summary holds one megabyte, and no answer may end its own frame.
{ echo '```text'; head -c 60000 "$said" | sed 's/```/` ` `/g'; echo '```'; } >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
rm "$said"
exit "$code"
