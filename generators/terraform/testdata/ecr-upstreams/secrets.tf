# The credentials of the upstreams. ECR reads exactly the keys username and accessToken.
# Written by ecrcache generate from the configuration ecr. Change that, not this file.
