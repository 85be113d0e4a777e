namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Metrics with the shapes that trainings have. The same seed gives the same values.</summary>
internal static class SeedMetrics
{
    /// <summary>What a text training reports: a falling loss, a later one for validation, warm-up and cosine, spikes, a dip in speed.</summary>
    public static IEnumerable<(string Name, long Step, double Value)> Training(int steps, int seed, double floor = 1.45, long every = 5)
    {
        var random = new Random(seed);
        for (long step = 0; step <= steps; step += every)
        {
            var done = step / (double)steps;
            var loss = floor + (2.8 * Math.Exp(-6 * done)) + (0.25 * (1 - done));
            yield return ("loss/batch", step, loss + (0.12 * (random.NextDouble() - 0.5)));
            yield return ("learning_rate", step, 1e-3 * (done < 0.05 ? done / 0.05 : 0.1 + (0.45 * (1 + Math.Cos(Math.PI * done)))));
            yield return (
                "gradient_norm",
                step,
                0.6 + (2 * Math.Exp(-8 * done)) + (random.NextDouble() < 0.01 ? 6 : 0.2 * random.NextDouble())
            );
            yield return ("speed/tokens_per_second", step, (done is > 0.4 and < 0.45 ? 9_000 : 31_000) + (1_500 * random.NextDouble()));
            if (step % (every * 10) == 0)
            {
                yield return ("loss/train", step, loss - 0.02);
                yield return ("loss/validation", step, loss + 0.06 + (0.15 * done * done));
                yield return ("perplexity/validation", step, Math.Exp(loss + 0.06 + (0.15 * done * done)));
            }
        }

        yield return ("loss/validation_full", steps, floor + 0.21);
    }

    /// <summary>A walk of any length, one name.</summary>
    public static IEnumerable<(string Name, long Step, double Value)> Walk(string name, int points, int seed)
    {
        var random = new Random(seed);
        var value = 0.0;
        for (long step = 0; step < points; step++)
        {
            value += random.NextDouble() - 0.5;
            yield return (name, step, value);
        }
    }
}
