using System.Globalization;
using Pawl.Runs.Hosting.Host;

namespace Pawl.TestPrograms.Hosting;

/// <summary>Reads <c>--run ID --attempt N --socket PATH</c>.</summary>
internal static class HostOptions
{
    public static HostArguments Parse(string[] arguments) =>
        new(
            After(arguments, "--run"),
            int.Parse(After(arguments, "--attempt"), CultureInfo.InvariantCulture),
            After(arguments, "--socket")
        );

    private static string After(string[] arguments, string option) => arguments[Array.IndexOf(arguments, option) + 1];
}
