#!/bin/sh
# What no document of AWS settles, asked of AWS itself. Each question is a command that
# this script runs, and what either answer means. It makes rules with the prefix
# ecrcache-live-check and removes them again; what it pulls stays, a few megabytes, until
# you delete the repositories (the last lines say how).
#
#   ACCOUNT=123456789012 REGION=ca-central-1 sh docs/live-check.sh            # says what it would run
#   ACCOUNT=123456789012 REGION=ca-central-1 RUN=yes sh docs/live-check.sh    # runs it
#
# It needs the AWS CLI, curl, and somebody who may make rules and repositories in an account
# in which that does no harm. Report what it prints:
# https://github.com/amerintlxperts/ecrcache/issues
set -u

ACCOUNT=${ACCOUNT:?the AWS account, 12 digits}
REGION=${REGION:?the Region of the cache, such as ca-central-1}
OTHER=${OTHER:-us-east-1}                       # another Region of the account, for question 1
IMAGE=${IMAGE:-docker/library/busybox}          # in public.ecr.aws
TAG=${TAG:-1.37.0}
RUN=${RUN:-no}

PREFIX=ecrcache-live-check
HOST=$ACCOUNT.dkr.ecr.$REGION.amazonaws.com
MEDIA="application/vnd.oci.image.index.v1+json application/vnd.docker.distribution.manifest.list.v2+json application/vnd.oci.image.manifest.v1+json application/vnd.docker.distribution.manifest.v2+json"

# ask QUESTION YES NO COMMAND… runs a command. YES and NO say what it means when it
# succeeds and when it fails.
ask() {
	question=$1 yes=$2 no=$3
	shift 3
	printf '\n## %s\n$ %s\n' "$question" "$*"
	if [ "$RUN" != yes ]; then
		printf '   succeeds: %s\n   fails:    %s\n' "$yes" "$no"
	elif "$@"; then
		printf '=> %s\n' "$yes"
	else
		printf '=> %s\n' "$no"
	fi
}

# pull METHOD REFERENCE asks the registry for a manifest, as a node does.
pull() {
	token=$(aws ecr get-authorization-token --region "$REGION" --query 'authorizationData[0].authorizationToken' --output text) || return 1
	code=$(printf 'header = "Authorization: Basic %s"\n' "$token" |
		curl --silent --config - --output /dev/null --write-out '%{http_code}' --request "$1" ${3:+--head} \
			--header "Accept: $(printf '%s' "$MEDIA" | tr ' ' ',')" "https://$HOST/v2/$PREFIX/$IMAGE/manifests/$2")
	echo "HTTP $code"
	[ "$code" = 200 ]
}

head_request() { pull HEAD "$1" head; }
get_request() { pull GET "$1"; }

# digest is what the upstream has under the tag now.
digest() {
	token=$(curl --silent "https://public.ecr.aws/token/?service=public.ecr.aws&scope=repository:$IMAGE:pull" | sed 's/.*"token":"\([^"]*\)".*/\1/')
	printf 'header = "Authorization: Bearer %s"\n' "$token" |
		curl --silent --config - --head --header "Accept: $(printf '%s' "$MEDIA" | tr ' ' ',')" "https://public.ecr.aws/v2/$IMAGE/manifests/$1" |
		tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p'
}

forget() { aws ecr delete-repository --region "$REGION" --repository-name "$PREFIX/$IMAGE" --force >/dev/null 2>&1; true; }
in_cache() { aws ecr describe-images --region "$REGION" --repository-name "$PREFIX/$IMAGE" --image-ids "$1" --query 'imageDetails[].imageDigest' --output text; }

if [ "$RUN" = yes ]; then
	DIGEST=$(digest "$TAG")
else
	DIGEST=sha256:…
fi

ask "1. May a rule for another Region of the account be made without a role?" \
	"yes, made; whether it pulls is question 2" \
	"no: what AWS says above; upstreamRole is needed within one account, too" \
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-ecr" --upstream-registry-url "$ACCOUNT.dkr.ecr.$OTHER.amazonaws.com"
ask "2. Does that rule work?" \
	"AWS answered: isValid says whether it can reach the other Region without a role" \
	"AWS refused to validate it" \
	aws ecr validate-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-ecr"
ask "   (remove it)" "removed" "nothing was removed" \
	aws ecr delete-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-ecr"

ask "3. Make a rule for public.ecr.aws" "made" "what AWS says above; the next questions need the rule" \
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX" --upstream-registry-url public.ecr.aws

ask "4. Does the first pull by digest import?" \
	"yes: rewrite.digests: Keep needs no warming, and containers-roadmap#2837 does not apply here" \
	"no: warm images by their tag before a rollout that pins digests" \
	get_request "$DIGEST"
ask "   Is it in the cache then, and untagged?" "it is there" "it is not" in_cache "imageDigest=$DIGEST"
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "5. Does a HEAD request import?" \
	"it was answered; the next line says whether it was imported" \
	"no: whatever looks for a tag by HEAD, such as Flux, needs somebody to pull it first" \
	head_request "$TAG"
ask "   Is it in the cache then?" "HEAD imports" "HEAD answers, and imports nothing" in_cache "imageTag=$TAG"
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "6. Does BatchGetImage import?" \
	"AWS answered; failures above, if any, say why it did not" \
	"AWS refused the call" \
	aws ecr batch-get-image --region "$REGION" --repository-name "$PREFIX/$IMAGE" --image-ids "imageTag=$TAG" --accepted-media-types $MEDIA --query failures
ask "   Is it in the cache then?" "it is a pull, as doctor says" "it only looks; doctor's mark is too careful" in_cache "imageTag=$TAG"
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "7. What does a prefix without a template answer?" \
	"an empty list, and no error" \
	"TemplateNotFoundException, as older documents have it" \
	aws ecr describe-repository-creation-templates --region "$REGION" --prefixes "$PREFIX"

ask "8. What does validating a rule without a credential answer?" \
	"it says isValid above: doctor --live could validate such rules, too" \
	"AWS validates only rules that sign in; doctor --live leaves out the others, as it should" \
	aws ecr validate-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX"

ask "   (remove the rule)" "removed" "nothing was removed" \
	aws ecr delete-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX"

printf '\nWhat is left, if anything:\n$ aws ecr describe-repositories --region %s --query "repositories[?starts_with(repositoryName, '\''%s'\'')].repositoryName"\n$ aws ecr delete-repository --region %s --repository-name NAME --force\n' "$REGION" "$PREFIX" "$REGION"
