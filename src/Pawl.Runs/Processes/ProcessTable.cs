using System.Globalization;
using System.Text;

namespace Pawl.Runs.Processes;

/// <summary>Every living process of this machine (of this container) at one moment, read from <c>/proc</c>. Linux only.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, ProcessStatus> _byId = [];
    private readonly ILookup<int, ProcessStatus> _byParent;

    private ProcessTable(IEnumerable<ProcessStatus> statuses)
    {
        foreach (var status in statuses)
        {
            _byId[status.ProcessId] = status;
        }

        _byParent = _byId.Values.ToLookup(status => status.Parent);
    }

    public IReadOnlyCollection<ProcessStatus> All => _byId.Values;

    public static ProcessTable Read() =>
        new(
            Directory
                .EnumerateDirectories("/proc")
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                )
                .Where(id => id > 0)
                .Select(ProcessStatus.Read)
                .OfType<ProcessStatus>()
                .Where(status => status.IsAlive)
        );

    public ProcessStatus? Find(int processId) => _byId.TryGetValue(processId, out var status) ? status : null;

    public IEnumerable<ProcessStatus> Children(int processId) => _byParent[processId];

    /// <summary>The process and all above it, as far as they are visible.</summary>
    public HashSet<int> SelfAndAncestors(int processId)
    {
        var chain = new HashSet<int>();
        while (chain.Add(processId) && Find(processId) is { } status)
        {
            processId = status.Parent;
        }

        return chain;
    }

    /// <summary>Whether the environment a process was started with holds the entry <c>NAME=VALUE</c>. False when it may not be read.</summary>
    public static bool HasEnvironment(int processId, string entry)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{processId}/environ").AsSpan();
            var wanted = Encoding.UTF8.GetBytes(entry);
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(wanted))
                {
                    return true;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else: not ours either way.
        }

        return false;
    }
}
