import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, pageOf, partsOf } from "../src/addresses.js";

test("an address is a function of the reference, long or short", () => {
  assert.equal(addressOf("component:default/payment-service"), "catalog/default/component/payment-service/");
  assert.equal(addressOf("component:payment-service"), "catalog/default/component/payment-service/");
  assert.equal(addressOf("api:shop/orders"), "catalog/shop/api/orders/");
});

test("an entity called index.html does not take the place of its list", () => {
  assert.equal(pageOf("default", "api", "index.html"), "catalog/default/api/index.html_/");
});

test("what is no reference has no kind, and harms nobody", () => {
  assert.deepEqual(partsOf("nonsense"), { kind: "", namespace: "default", name: "nonsense" });
});
