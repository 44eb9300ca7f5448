# The registry's own settings, and who may pull through the cache.
# Written by ecrcache generate from the configuration ecr. Change that, not this file.

data "aws_partition" "current" {
}

data "aws_caller_identity" "current" {
}

resource "aws_iam_role" "upstream" {
  name        = "shop-dev-ecr-upstreams-${var.region}"
  description = "Lets ECR in ${var.region} read other ECR registries for the pull-through cache"
  tags = {
    team = "platform"
  }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "pullthroughcache.ecr.amazonaws.com"
        }
        Action = [
          "sts:AssumeRole",
        ]
      },
    ]
  })
}

resource "aws_iam_role_policy" "upstream" {
  name = "pull-through-cache"
  role = aws_iam_role.upstream.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SignIn"
        Effect = "Allow"
        Action = [
          "ecr:GetAuthorizationToken",
        ]
        Resource = "*"
      },
      {
        Sid    = "PullThroughCache"
        Effect = "Allow"
        Action = [
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchImportUpstreamImage",
          "ecr:BatchGetImage",
          "ecr:GetImageCopyStatus",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/base/*",
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/europe/*",
          "arn:aws:ecr:us-east-1:210987654321:repository/platform/base/*",
          "arn:aws:ecr:eu-central-1:123456789012:repository/*",
        ]
      },
    ]
  })
}
