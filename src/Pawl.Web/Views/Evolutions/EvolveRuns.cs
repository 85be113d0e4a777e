using System.Globalization;
using Pawl.Evolutions;
using Pawl.Runs.Model;

namespace Pawl.Web.Views.Evolutions;

/// <summary>Runs of workload <c>evolve</c>, and where their pages are.</summary>
internal static class EvolveRuns
{
    public const string Workload = EvolveSchema.Workload;

    public static bool Is(RunRecord run) => run.Workload == Workload;

    /// <summary>The page of one service. Its id is part of the query: in a path, ids such as <c>..</c> would lead elsewhere.</summary>
    public static string ServiceUrl(string runId, string serviceId) => $"/runs/{runId}/evolution?service={Uri.EscapeDataString(serviceId)}";

    public static string ServicePartUrl(string runId, string serviceId) =>
        $"/parts/runs/{runId}/evolution?service={Uri.EscapeDataString(serviceId)}";

    /// <summary>The finished line of a service, as a file.</summary>
    public static string LineUrl(string runId, string serviceId) =>
        $"/parts/runs/{runId}/evolution/line?service={Uri.EscapeDataString(serviceId)}";

    /// <summary>The text at fault, as it came.</summary>
    public static string RawUrl(string runId, long finding) =>
        string.Create(CultureInfo.InvariantCulture, $"/parts/runs/{runId}/quarantine/raw?finding={finding}");

    public static string QuarantineUrl(string runId, string? service = null) =>
        service is null ? $"/runs/{runId}/quarantine" : $"/runs/{runId}/quarantine?service={Uri.EscapeDataString(service)}";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A word of a program for people: <c>json_parse_error</c> as <c>json parse error</c>.</summary>
    public static string Words(string kind) => kind.Replace('_', ' ');
}
