#!/usr/bin/env bash
# Builds the look of PAKN: assets/ and the pinned packages of package.json into pakn/static/.
# The output is committed, so that running PAKN needs no Node. Called by `make assets`.
set -euo pipefail
cd "$(dirname "$0")/.."

static=pakn/static
modules=node_modules
vendor="$static/vendor/govuk-frontend"
axe=tests/e2e/vendor
weights="400 600 700" # the weights that assets/_tokens.scss names

# Optional packages are only Sass' file watcher, compiled on the spot; nothing here watches.
npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error

version_of() { node -p "require('./$modules/$1/package.json').version"; }

mkdir -p "$static" "$vendor" "$axe"
"$modules/.bin/sass" --style=compressed --no-source-map --load-path="$modules" --quiet-deps \
  assets/pakn.scss "$static/pakn.css"

rm -rf "$static/fonts"
mkdir -p "$static/fonts"
for weight in $weights; do
  for subset in latin vietnamese; do
    cp "$modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$subset-$weight-normal.woff2" "$static/fonts/"
  done
done
cp "$modules/@fontsource/be-vietnam-pro/LICENSE" "$static/fonts/LICENSE"
version_of @fontsource/be-vietnam-pro > "$static/fonts/VERSION"

# The map comment would make every browser's tools ask for a file that is not shipped.
sed '/^\/\/# sourceMappingURL=/d' "$modules/govuk-frontend/dist/govuk/govuk-frontend.min.js" \
  > "$vendor/govuk-frontend.min.js"
version_of govuk-frontend > "$vendor/VERSION"
cp assets/licences/govuk-frontend.txt "$vendor/LICENCE"

cp "$modules/axe-core/axe.min.js" "$axe/axe.min.js"
cp "$modules/axe-core/LICENSE" "$axe/LICENSE"
version_of axe-core > "$axe/VERSION"

cp assets/mark.svg "$static/mark.svg"
echo "assets: $(wc -c < "$static/pakn.css") bytes of CSS, $(find "$static/fonts" -name '*.woff2' | wc -l) fonts"
