using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Input;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Desk;
using Pawl.Llm.Settings;
using Pawl.Runs.Durability;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Reverse;

/// <summary>Goes back from a file of evolutions: to records without mappings, and to the cache entries that a run with the same settings asks for.</summary>
public static class ReverseFile
{
    /// <param name="spec">With the evolutions as its <c>input</c> and the records as its <c>output</c>, which is replaced whole.</param>
    /// <param name="folder">The cache's.</param>
    /// <exception cref="EvolutionException">A line is no evolution of version 1.1, or has other plateaus or roles than the reference data.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static ReverseCounts Run(ResolvedSpec spec, string folder)
    {
        var reference = EvolveInput.Reference(spec);
        var stages = new EvolutionStages(reference, EvolveInput.Options(spec, reference));
        var reverse = new EvolutionReverse(stages);
        var provider = DeskSettings.ProviderName(LlmSettings.Of(spec).Provider);
        var cache = new CallCache(folder, CacheMode.Write, static damage => throw new IOException($"{damage.Path}: {damage.Reason}"));
        var counts = new ReverseCounts(0, 0);
        AtomicFile.Write(
            spec.Text("output"),
            target =>
            {
                using var stream = new FileStream(
                    spec.Text("input"),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read,
                    1,
                    FileOptions.SequentialScan
                );
                LineScanner.Scan(
                    stream,
                    (_, _, content, _) =>
                    {
                        if (content.Trim(" \t"u8).IsEmpty)
                        {
                            return;
                        }

                        var evolution = EvolutionLine.Read(content);
                        foreach (var (call, answer) in reverse.Calls(evolution))
                        {
                            var known = new ModelAnswer(answer, TokenUsage.None, call.Model, "stop", null);
                            cache.Keep(call, provider, CallKey.Of(call, provider), known);
                            counts = counts with { Answers = counts.Answers + 1 };
                        }

                        target.Write(EvolutionLine.Write(EvolutionReverse.Unmapped(evolution)));
                        counts = counts with { Services = counts.Services + 1 };
                    }
                );
            }
        );
        return counts;
    }
}
