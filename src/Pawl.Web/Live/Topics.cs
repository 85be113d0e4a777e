using Pawl.Runs.Model;

namespace Pawl.Web.Live;

/// <summary>What a page can ask to be told of. A topic says that something changed, never what: the page fetches that part again.</summary>
internal static class Topics
{
    /// <summary>Any run was created, changed its state or progressed.</summary>
    public const string Runs = "runs";

    /// <summary>A worker came, went, or fell silent; or what the banner of every page says changed.</summary>
    public const string Workers = "workers";

    /// <summary>An event of any run was written.</summary>
    public const string Events = "events";

    /// <summary>Most topics of one page.</summary>
    public const int Most = 128;

    private static readonly string[] OfOneRun = ["run", "log", "metrics", "queue"];

    /// <summary>State, progress, attempts, events or artifacts of one run.</summary>
    public static string Run(string id) => "run:" + id;

    /// <summary>The log of one run grew.</summary>
    public static string Log(string id) => "log:" + id;

    /// <summary>The metrics of one run grew, or some were superseded.</summary>
    public static string Metrics(string id) => "metrics:" + id;

    /// <summary>The host of a run that calls models told how its calls are, as it does each second.</summary>
    public static string Queue(string id) => "queue:" + id;

    /// <summary>Whether there is such a topic; the run need not exist.</summary>
    public static bool IsKnown(string topic) =>
        topic is Runs or Workers or Events
        || (topic.Split(':') is [var kind, var id] && OfOneRun.Contains(kind) && id.Length == RunId.Length && RunId.Normalize(id) == id);
}
