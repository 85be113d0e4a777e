using Pawl.Llm.Calls;

namespace Pawl.Llm.Queue;

/// <summary>
/// What a call will count as, before it is sent: a quarter of its characters and a guess at the answer, times what calls of its stage have
/// turned out to be. Safe for several threads.
/// </summary>
internal sealed class TokenEstimates
{
    private const int CharactersPerToken = 4;
    private const int FirstAnswer = 500;

    /// <summary>Weight of the newest call: some ten calls make up the mean.</summary>
    private const double Weight = 0.1;

    /// <summary>Beyond these all further stages share one mean, so that memory has a bound.</summary>
    private const int MostStages = 1024;

    private readonly Dictionary<string, double> _ratios = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public long Of(ModelCall call)
    {
        lock (_lock)
        {
            return Math.Max(1, (long)(Raw(call) * _ratios.GetValueOrDefault(KeyOf(call), 1)));
        }
    }

    public void Learn(ModelCall call, TokenUsage usage)
    {
        var total = usage.Input + usage.Output;
        if (total == 0)
        {
            return;
        }

        lock (_lock)
        {
            var ratio = total / (double)Raw(call);
            var key = KeyOf(call);
            _ratios[key] = _ratios.TryGetValue(key, out var mean) ? mean + (Weight * (ratio - mean)) : ratio;
        }
    }

    private string KeyOf(ModelCall call) => _ratios.ContainsKey(call.Slot.Stage) || _ratios.Count < MostStages ? call.Slot.Stage : "";

    private static long Raw(ModelCall call)
    {
        var characters = call.SystemPrompt.Length + (call.Schema?.Json.Length ?? 0);
        foreach (var message in call.Messages)
        {
            characters += message.Text.Length;
        }

        return (characters / CharactersPerToken) + Math.Min(call.Sampling.MaximumOutputTokens ?? FirstAnswer, FirstAnswer);
    }
}
