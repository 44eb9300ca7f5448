// Package kustomization knows which images a kustomization finds by name, and what its
// entries must become when image names are rewritten in files.
//
// kustomize finds the manifests of an entry of images by the image's name. Rewriting is a
// function on image names: when every text that takes part in a build is mapped by it, the
// same names are equal afterwards, and the build gives the mapped image with the same tag
// and digest. So the name of an entry changes together with the manifests that it finds.
// What cannot change, because it is not read, was not given to the command, or is excluded,
// is found by simulation. The steps:
//
//	package tree   reads kustomizations, and what Flux and Argo CD add to them
//	package build  simulates which images reach which entry, before the rewriting
//	solve          collects what each entry must find and give, so that each image comes
//	               out as it should
//	decide         makes the new entries of that
//	verify         runs the new entries over the rewritten images, and compares
//
// Below them are the entries of images themselves (imagetag), documents and places
// (manifest), and what is said of them (problem). The packages write nothing, and read files only
// through manifest.Files.
//
// Package rewrite makes a Plan of the repository before it rewrites anything; rewrite/decide and
// rewrite/kustomize carry it out.
package kustomization
