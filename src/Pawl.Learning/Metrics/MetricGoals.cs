namespace Pawl.Learning.Metrics;

/// <summary>Which direction of a metric is better, told by the words of its name.</summary>
public static class MetricGoals
{
    private static readonly HashSet<string> Lowest =
    [
        "loss",
        "losses",
        "error",
        "err",
        "perplexity",
        "ppl",
        "nll",
        "mae",
        "mse",
        "rmse",
        "mape",
        "bpb",
        "bpc",
        "wer",
        "cer",
        "regret",
        "divergence",
        "latency",
    ];

    private static readonly HashSet<string> Highest =
    [
        "accuracy",
        "acc",
        "top1",
        "top5",
        "map",
        "ap",
        "iou",
        "miou",
        "f1",
        "precision",
        "recall",
        "auc",
        "auroc",
        "reward",
        "rewards",
        "return",
        "score",
        "elo",
        "rating",
        "winrate",
        "win",
        "wins",
        "bleu",
        "rouge",
        "psnr",
        "ssim",
        "r2",
        "throughput",
        "speed",
    ];

    /// <summary>Such as lowest for <c>loss/train</c>, highest for <c>metrics/mAP50-95(B)</c>.</summary>
    /// <returns>Null when the name does not tell, or its words contradict each other: nothing is called best then.</returns>
    public static MetricGoal? Of(string name)
    {
        var words = name.ToLowerInvariant().Split([.. name.ToLowerInvariant().Where(letter => !char.IsLetterOrDigit(letter)).Distinct()]);
        bool Has(HashSet<string> known) =>
            words.Any(word => known.Contains(word) || known.Contains(word.TrimEnd("0123456789".ToCharArray())));
        return (Has(Lowest), Has(Highest)) switch
        {
            (true, false) => MetricGoal.Lowest,
            (false, true) => MetricGoal.Highest,
            _ => null,
        };
    }
}
