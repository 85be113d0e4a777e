namespace Pawl.Text;

/// <summary>Names of the metrics a text run reports. Each step of each name is reported once.</summary>
public static class TextMetrics
{
    /// <summary>Mean loss over the fixed evaluation batches of the training split, nats a token.</summary>
    public const string TrainLoss = "loss/train";

    /// <summary>The same of the validation split.</summary>
    public const string ValidationLoss = "loss/validation";

    /// <summary>Over every token of the validation split, once at the end.</summary>
    public const string WholeValidationLoss = "loss/validation_full";

    /// <summary>Loss of the batch of that update, with dropout.</summary>
    public const string BatchLoss = "loss/batch";

    /// <summary>e to the validation loss.</summary>
    public const string Perplexity = "perplexity/validation";

    public const string LearningRate = "learning_rate";

    /// <summary>Before clipping.</summary>
    public const string GradientNorm = "gradient_norm";

    public const string TokensPerSecond = "speed/tokens_per_second";
}
