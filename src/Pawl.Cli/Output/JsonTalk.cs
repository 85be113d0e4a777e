using System.Text.Json.Nodes;

namespace Pawl.Cli.Output;

/// <summary>What <c>--json-logs</c> makes of talk that is no log and no progress: an object a line, of the same shape as those.</summary>
internal static class JsonTalk
{
    /// <returns>Such as <c>{"time":"…","kind":"note","line":"Resume with: pawl resume 01KG…"}</c>.</returns>
    public static string Note(string line, DateTimeOffset at) =>
        new JsonObject
        {
            ["time"] = Time(at),
            ["kind"] = "note",
            ["line"] = line,
        }.ToJsonString();

    /// <param name="text">One line or several.</param>
    /// <returns>Such as <c>{"time":"…","kind":"error","exit_code":4,"message":"…"}</c>.</returns>
    public static string Error(string text, int exitCode, DateTimeOffset at) =>
        new JsonObject
        {
            ["time"] = Time(at),
            ["kind"] = "error",
            ["exit_code"] = exitCode,
            ["message"] = text,
        }.ToJsonString();

    public static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);
}
