import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('x', () => {
  it('runs', () => {
    assert.ok(vscode.version);
    console.log(vscode.version, process.version);
  });
});
