# The registry's own settings, and who may pull through the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

data "aws_partition" "current" {
}

data "aws_caller_identity" "current" {
}

resource "aws_iam_role" "warm" {
  name        = "ecr-warm-${var.region}"
  description = "Lets ecrcache warm pull through the cache in ${var.region}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "pods.eks.amazonaws.com"
        }
        Action = [
          "sts:AssumeRole",
          "sts:TagSession",
        ]
      },
    ]
  })
}

resource "aws_iam_role_policy" "warm" {
  name = "pull-through-cache"
  role = aws_iam_role.warm.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SignIn"
        Effect = "Allow"
        Action = [
          "ecr:DescribePullThroughCacheRules",
          "ecr:GetAuthorizationToken",
        ]
        Resource = "*"
      },
      {
        Sid    = "Warm"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:BatchImportUpstreamImage",
          "ecr:CreateRepository",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/ghcr/*",
        ]
      },
    ]
  })
}
