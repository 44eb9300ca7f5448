// Package workflows is only tests: the GitHub workflows of this repository, its action, and the
// workflow that examples/ci shows keep the rules of a safe pipeline. Actions of others are pinned,
// permissions are few, and code of a pull request never runs with more.
package workflows
