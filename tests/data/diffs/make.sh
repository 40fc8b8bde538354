#!/bin/sh
# Makes the samples of this folder with real programs: git, GNU diff, Subversion, Mercurial. Run it in an empty folder.
# The tests read the files as they are kept here, so they need none of these programs but git.
set -eu
export LC_ALL=C TZ=UTC HGRCPATH=/dev/null HGUSER='Ada Byron <ada@example.org>'
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME='Ada Byron' GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME='Ada Byron'
export GIT_COMMITTER_EMAIL=ada@example.org GIT_AUTHOR_DATE='2026-03-01T12:00:00+0100' GIT_COMMITTER_DATE='2026-03-01T12:00:00+0100'
out=$PWD

old_tree() {
    mkdir -p src docs
    printf 'one\ntwo\nthree\n' >src/main.py
    printf 'gone\n-- a comment\n' >deleted.sql
    : >empty_deleted
    : >filled
    printf 'a\nb\nc\nd\ne\nf\ng\nh\n' >docs/before.md
    printf '#!/bin/sh\nexit 0\n' >run.sh
    printf 'bin\0ary\1' >logo.png
    printf 'caf\351\n' >latin1.txt
    printf 'x\r\ny\r\n' >dos.txt
    printf 'space\n' >'with space.txt'
}
new_tree() {
    printf 'one\nTWO\nthree\nfour' >src/main.py
    rm deleted.sql empty_deleted
    printf 'now\n' >filled
    : >empty_added
    printf '++ plus\n@@ -1 +1 @@\ndiff --git a/x b/x\n' >src/added.txt
    printf 'bin\0ary\2' >logo.png
    printf 'caf\351 noir\n' >latin1.txt
    printf 'x\r\nz\r\ncr\rinside\r\n' >dos.txt
    printf 'more space\n' >'with space.txt'
}
git_only_old() {
    printf 'q\n' >"$(printf 'quo"te\ttab')"
    printf 'n\n' >"$(printf 'new\nline')"
    printf 'u\n' >'naïve.txt'
    printf 'l\n' >"$(printf 'latin\351')"
    ln -s src/main.py link
    printf 'to become a link\n' >type
    git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,libs/sub
}
git_only_new() {
    printf 'Q\n' >"$(printf 'quo"te\ttab')"
    printf 'N\n' >"$(printf 'new\nline')"
    printf 'U\n' >'naïve.txt'
    printf 'L\n' >"$(printf 'latin\351')"
    ln -sf src/added.txt link
    ln -sf src/main.py type
    git mv docs/before.md docs/after.md
    printf 'a\nb\nc\nd\ne\nf\ng\nH\n' >docs/after.md
    cp run.sh copy.sh
    chmod +x run.sh
    git update-index --add --cacheinfo 160000,2222222222222222222222222222222222222222,libs/sub
}
stage() { git ls-files -z --others --modified --deleted | grep -zv '^libs/sub$' | git update-index -z --add --remove --stdin; }

# git: one change, written in many ways
git init -q -b main work && cd work
old_tree && git_only_old && stage && git commit -qm 'Before'
new_tree && git_only_new && stage && git commit -qm 'Everything at once' -m 'The body of the message.'
g() { git -c core.abbrev=7 "$@"; }
g diff -M -C --find-copies-harder HEAD^ HEAD >"$out/git.diff"
g diff -M -C --find-copies-harder --binary --full-index HEAD^ HEAD >"$out/git-binary.diff"
g diff -M -C --find-copies-harder --no-prefix HEAD^ HEAD >"$out/git-no-prefix.diff"
g diff -M -C --find-copies-harder --src-prefix=before/ --dst-prefix=new/ HEAD^ HEAD >"$out/git-own-prefix.diff"
g diff -M -C --find-copies-harder --color=always HEAD^ HEAD >"$out/git-coloured.diff"
g diff -M -C --find-copies-harder -U0 --stat -p HEAD^ HEAD >"$out/git-stat-u0.diff"
g -c core.quotePath=false diff -M -C --find-copies-harder HEAD^ HEAD >"$out/git-unquoted.diff"
g -c diff.submodule=log diff -M -C --find-copies-harder HEAD^ HEAD >"$out/git-submodule-log.diff"
g show -M -C --find-copies-harder HEAD >"$out/git-show.diff"
g format-patch -q -M -C --find-copies-harder --stdout --no-signature HEAD^ >"$out/git-format-patch-bare.patch"
g format-patch -q -M -C --find-copies-harder --stdout --attach HEAD^ >"$out/git-attached.patch"
g diff --word-diff HEAD^ HEAD -- src/main.py >"$out/refused-word.diff"
sed 's/$/\r/' "$out/git.diff" >"$out/git-crlf.diff"
{ printf '\357\273\277'; cat "$out/git.diff"; } >"$out/git-utf8-bom.diff"
g diff HEAD^ HEAD -- src/main.py >ascii.tmp && sed 's/$/\r/' ascii.tmp | iconv -f UTF-8 -t UTF-16 >"$out/git-utf16.diff"
rm ascii.tmp
printf 'TWO\n' >src/main.py
g -c diff.mnemonicPrefix=true diff -- src/main.py >"$out/git-mnemonic.diff"
cd ..

# git: a series of commits, and a merge
git init -q -b main series && cd series
printf 'a\nb\nc\n' >kept.txt && printf 'old\n' >moved.txt && git add . && git commit -qm 'Start'
printf 'x\n' >scratch.txt && printf 'n1\n' >added.txt && printf 'a\nB\nc\n' >kept.txt && git add . &&
    git commit -qm 'PAY-1: add a file' -m "$(printf 'Text that looks like a diff:\n\n--- a/prose\n> diff --git a/q b/q\nBinary files a and b differ\n@@@ -1 -1 +1 @@@')"
git mv moved.txt there.txt && printf 'n1\nn2\n' >added.txt && git add . && git commit -qm 'Move a file, grow the other'
git rm -q scratch.txt && printf 'new\n' >there.txt && git add . &&
    git commit -qm "$(printf 'Überarbeite die moved-Datei, mit einer sehr langen Betreffzeile, die im Brief umgebrochen wird')"
git format-patch -q --stdout --cover-letter --root HEAD~3.. >"$out/git-series.mbox"
git log -p --decorate=no HEAD~3.. >"$out/git-log.diff"
git checkout -qb side HEAD~1 && printf 'a\nB\nside\n' >kept.txt && git commit -qam 'Side'
git checkout -q main && printf 'a\nB\nmain\n' >kept.txt && git commit -qam 'Main'
git merge -q side || true
printf 'a\nB\nboth\n' >kept.txt && git commit -qam 'Merge'
git show >"$out/refused-combined.diff"
cd ..
python3 - "$out" <<'PYTHON'
import sys
from email import message_from_bytes
from email.charset import BASE64, QP, Charset
from pathlib import Path

out = Path(sys.argv[1])
letters = [b"From " + part for part in (out / "git-series.mbox").read_bytes().split(b"\nFrom ")[1:]]
for name, encoding in (("quoted-printable", QP), ("base64", BASE64)):
    encoded = []
    for raw in letters:
        letter = message_from_bytes(raw)
        text = letter.get_payload(decode=True).decode()
        for header in ("MIME-Version", "Content-Type", "Content-Transfer-Encoding"):
            del letter[header]
        charset = Charset("utf-8")
        charset.body_encoding = encoding
        letter.set_payload(text, charset)
        encoded.append(letter.as_bytes(unixfrom=True))
    (out / f"git-{name}.mbox").write_bytes(b"\n".join(encoded))
PYTHON

# GNU diff
mkdir -p gnu/old gnu/new && cd gnu
(cd old && old_tree) && (cd new && old_tree && new_tree)
find . -exec touch -d '2026-03-01 12:00:00' {} +
diff -ruN old new >"$out/gnu.diff" || true
diff -ru old new >"$out/gnu-only-in.diff" || true
TZ=America/New_York diff -ruN --color=always old new >"$out/gnu-coloured.diff" || true
diff -u old/src/main.py new/src/main.py >"$out/gnu-one.diff" || true
diff -c old/src/main.py new/src/main.py >"$out/refused-context.diff" || true
diff -r old new >"$out/refused-normal.diff" || true
cd ..

# Subversion
svnadmin create svn-repository && svn checkout -q "file://$PWD/svn-repository" svn && cd svn
old_tree && svn add -q ./* && svn commit -q --username ada -m 'Before' && svn update -q
new_tree && printf 'x\r\nz\r\n' >dos.txt && svn rm -q deleted.sql empty_deleted && svn add -q empty_added src/added.txt
svn mv -q docs/before.md docs/after.md && printf 'i\n' >>docs/after.md
svn propset -q svn:executable '*' run.sh
svn propset -q svn:ignore "$(printf '*.o\n++ x\n-- y')" docs
svn commit -q --username ada -m "$(printf 'Everything at once\n\n--- a/prose\n+++ b/prose')" && svn update -q
svn diff -c 2 >"$out/svn.diff"
svn diff -c 2 --git >"$out/svn-git.diff"
printf 'x\r\nlone\rend\r\n' >dos.txt && svn diff >"$out/refused-svn-lone-cr.diff" # Subversion takes a CR for a line end
svn log --diff | sed 's/ | 20[^|]* | / | 2026-03-01 12:00:00 +0000 (Sun, 01 Mar 2026) | /' >"$out/svn-log.diff"
cd ..

# Mercurial
hg init hg && cd hg
old_tree && hg add -q && hg commit -m 'Before' -d '1772362800 -3600'
new_tree && hg remove -q --after deleted.sql empty_deleted && hg add -q
hg mv -q docs/before.md docs/after.md && printf 'i\n' >>docs/after.md
hg cp -q run.sh copy.sh && chmod +x run.sh
hg commit -m "$(printf 'Everything at once\n\nThe body.\n--- a/prose\ndiff -r is not one')" -d '1772362900 -3600'
hg diff -c 1 >"$out/hg.diff"
hg diff -c 1 --git >"$out/hg-git.diff"
hg export --git 0:1 >"$out/hg-export.diff"
hg log -p >"$out/hg-log.diff"
hg log -v -p --git >"$out/hg-log-verbose.diff"
cd ..
