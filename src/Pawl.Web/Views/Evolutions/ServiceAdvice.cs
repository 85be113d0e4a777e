using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Store;
using Pawl.Runs.Model;

namespace Pawl.Web.Views.Evolutions;

/// <summary>What a person can do about a service that has no evolution.</summary>
internal static class ServiceAdvice
{
    public static string Of(RunRecord run, ServiceRow service) =>
        service.State switch
        {
            ServiceState.Failed => Failed(run, service.Kind),
            ServiceState.Working when !run.HasEnded => "A worker is at it. This page follows.",
            _ when !run.HasEnded => "It waits for its turn; services are worked on in the order of the input.",
            _ => $"The run ended before this service was done. What was answered is kept: pawl resume {run.Id} goes on from there.",
        };

    private static string Failed(RunRecord run, string? kind) =>
        $"{Cause(kind)} {(run.HasEnded ? $"Then pawl resume {run.Id} tries it again; what was answered is not paid for twice." : "The others go on. Once the run has ended, resuming it tries this service again.")}";

    private static string Cause(string? kind) =>
        kind switch
        {
            FailureKinds.CallFailed =>
                "No try of the call brought an answer. See whether the provider is up and the settings of its address hold.",
            FailureKinds.CacheCorrupt =>
                "An entry of the cache is damaged. 'pawl cache validate' finds such entries, 'pawl cache purge' removes them.",
            FailureKinds.UnknownOutcome =>
                "A call may have been billed without its answer arriving, and the settings hold such calls. Its possible cost is below.",
            FailureKinds.Strict => "The settings are strict, so any finding fails a service. See the findings below.",
            QuarantineKind.JsonParseError or QuarantineKind.SchemaMismatch =>
                "The answer could not be read; its text is among the findings below. 'answers.repair: true' would ask once more in such a case.",
            _ => "See the findings below.",
        };
}
