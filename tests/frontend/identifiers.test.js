import assert from "node:assert/strict";
import { test } from "node:test";
import { identifiers } from "../../generator/theme/assets/search/identifiers.js";

/** @type {[string, string][]} */
const CASES = [
  ["2310.13061", "2310.13061"],
  ["2310.13061v2", "2310.13061"],
  ["arXiv:2310.13061 [cs.LG]", "2310.13061"],
  ["https://arxiv.org/pdf/2310.13061v1.pdf", "2310.13061"],
  ["hep-th/9901001v2", "hep-th/9901001"],
  ["doi:10.1126/SCIENCE.adi8474.", "10.1126/science.adi8474"],
  ["(https://doi.org/10.1126/science.adi8474)", "10.1126/science.adi8474"],
  ["https://www.nature.com/articles/s41586-025-08628-5", "s41586-025-08628-5"],
  ["https://openreview.net/forum?id=AbC_d", "openreview.net/forum?id=abc_d"],
  ["pointer-networks", "pointer-networks"],
  ["li2021fourier", "li2021fourier"],
];

for (const [text, key] of CASES) {
  test(text, () => assert.ok(identifiers(text).keys.includes(key), identifiers(text).keys.join()));
}

test("ordinary words name nothing", () => {
  assert.deepEqual(identifiers("neural tangent kernel 2018").keys, []);
});
