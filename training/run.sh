#!/usr/bin/env bash
# The built-in model from the data, in numbered steps that end in pack. Choices and their figures: training/README.md.
# Needs RASAD_DATA (a folder with ner/ and raw/) and xz. `training/work` keeps what the steps make; delete a file to make it again.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${RASAD_DATA:-}" ]; then echo "make model: set RASAD_DATA to the folder with ner/ and raw/" >&2; exit 1; fi
work=training/work
mkdir -p "$work"
lab() { cargo run --quiet --profile quick -p xtask -- lab "$@"; }

# 1 clusters: 512 classes of words from all raw text
[ -s "$work/clusters.tsv" ] || lab make-clusters="$work/clusters.tsv"

# 2 teacher: what a first tagger makes of words and phrases in raw text; without the names chosen by hand
[ -s "$work/teacher.words.tsv" ] || lab name=teacher curated=0 folds=0 l1=0.1 epochs=10 from=4 aux=newsfane,wikifane every=1 count="$work/teacher"

# 3 model, pack
lab name=model full=1 l1=0.1 epochs=8 from=3 models=3 aux=newsfane,wikifane hist="$work/teacher.words.tsv" phrases="$work/teacher.phrases.tsv" \
	card=training/card.json out=data/compiled/model.blob
echo "data/compiled/model.blob: $(stat -c %s data/compiled/model.blob) bytes; build again to embed it, then: make evaluate"
