using System.CommandLine;
using Pawl.Llm.Desk;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl cache …</c>: the answers of models that later runs need not pay for again.</summary>
internal static class CacheVerb
{
    public static Command Create() =>
        new("cache", "Count, check and clear the answers of models that later runs use again")
        {
            CacheStatsVerb.Create(),
            CacheValidateVerb.Create(),
            CachePurgeVerb.Create(),
        };

    /// <summary>For a run whose spec names a <c>cache.folder</c> of its own.</summary>
    public static Option<string?> FolderOption() =>
        new("--folder")
        {
            Description = "The cache's folder, as in cache.folder of a spec. Default: cache/llm below the data root",
            HelpName = "PATH",
        };

    public static string FolderOf(string? option, string home) => Path.GetFullPath(RunCalls.CacheFolder(home, option));
}
