# Who is told when pulls from upstreams fail.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_sns_topic" "monitoring" {
  region = var.region
  name   = "shop-cache"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_sns_topic_policy" "monitoring" {
  region = var.region
  arn    = aws_sns_topic.monitoring.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Events"
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.monitoring.arn
      },
      {
        Sid    = "Alarms"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.monitoring.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "credentials" {
  region      = var.region
  name        = "shop-cache-credentials"
  description = "Pulls from upstreams with a credential that fail"
  event_pattern = jsonencode({
    detail = {
      ecr-repository-prefix = ["ghcr"]
      sync-status = [{
        anything-but = ["SUCCESS"]
      }]
    }
    detail-type = ["ECR Pull Through Cache Action"]
    source      = ["aws.ecr"]
  })
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_cloudwatch_event_target" "credentials" {
  region    = var.region
  rule      = aws_cloudwatch_event_rule.credentials.name
  target_id = "topic"
  arn       = aws_sns_topic.monitoring.arn
}

resource "aws_cloudwatch_metric_alarm" "credentials" {
  region            = var.region
  alarm_name        = "shop-cache-credentials"
  alarm_description = "3 or more pulls from upstreams with a credential failed in an hour: it may have expired; aws ecr validate-pull-through-cache-rule tells"
  namespace         = "AWS/Events"
  metric_name       = "Invocations"
  dimensions = {
    RuleName = aws_cloudwatch_event_rule.credentials.name
  }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  threshold           = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.monitoring.arn]
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}
