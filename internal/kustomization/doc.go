// Package kustomization knows which images a kustomization finds by name, and what its
// entries must become when image names are rewritten in files.
//
// kustomize joins an entry of images to a manifest by the image's name. Rewriting is a
// function on image names: when every text that takes part in a build is mapped by it,
// the names still meet, and the build gives the mapped image with the same tag and
// digest. So an entry's name moves together with the manifests that it finds. What cannot
// move, because it is not read, not given or not to be changed, is found by simulation:
//
//	load      kustomizations, their manifests, Flux's and Argo CD's objects over them
//	simulate  which image texts reach which entry, before the rewriting
//	solve     what each entry must be, so that each text comes out as it should
//	verify    run the new entries over the rewritten texts, and compare
//
// The package is pure. It reads files only through [Files].
package kustomization
