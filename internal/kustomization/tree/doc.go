// Package tree reads the kustomizations among files, all that they name, and what Flux and
// Argo CD add to them: entries of images, patches, transformers, replacements. It reads in
// kustomize's order and changes nothing. What it cannot read, such as a remote base, is
// noted as [Unread]. Package build simulates what is built of a [Tree]; package rewrite/kustomize
// asks [ReachOf] where a repository has several configurations.
package tree
