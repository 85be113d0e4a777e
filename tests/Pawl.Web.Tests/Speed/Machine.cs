namespace Pawl.Web.Tests.Speed;

/// <summary>What a measurement ran on, and how busy that was.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return $"{model?.Split(": ", 2)[^1] ?? "unknown processor"}, {Environment.ProcessorCount} cores";
    }

    /// <returns>Average number of runnable processes over the last 1, 5 and 15 minutes.</returns>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}
