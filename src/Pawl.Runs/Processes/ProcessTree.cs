using System.ComponentModel;
using System.Diagnostics;

namespace Pawl.Runs.Processes;

/// <summary>
/// All processes that came from one: its descendants, the members of the group and session it leads, and those that carry the marker in
/// their environment, which finds a grandchild that forked twice, took a session of its own and outlived its parents. The caller and its
/// ancestors never belong to it.
/// </summary>
/// <param name="root">The process at the top; null when only the marker is known. It may be dead already.</param>
/// <param name="marker">Value of <see cref="AttemptToken.Variable"/> in the tree's environment; null to go without.</param>
public sealed class ProcessTree(ProcessIdentity? root, string? marker)
{
    /// <summary>Long enough for the kernel to tear down a process of many gigabytes.</summary>
    public static readonly TimeSpan DefaultKillLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    private readonly string? _entry = marker is null ? null : $"{AttemptToken.Variable}={marker}";

    /// <summary>The living members. Outside Linux: the root alone.</summary>
    public IReadOnlyList<ProcessIdentity> Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return root is not null && root.ProcessId != Environment.ProcessId && root.IsAlive() ? [root] : [];
        }

        var table = ProcessTable.Read();
        var outside = table.SelfAndAncestors(Environment.ProcessId);
        var members = new Dictionary<int, ProcessStatus>();
        var open = new Queue<ProcessStatus>(table.All.Where(status => IsSeed(status, table)));
        while (open.TryDequeue(out var status))
        {
            if (outside.Contains(status.ProcessId) || !members.TryAdd(status.ProcessId, status))
            {
                continue;
            }

            foreach (var child in table.Children(status.ProcessId))
            {
                open.Enqueue(child);
            }
        }

        return [.. members.Values.Select(Identity)];
    }

    /// <summary>Asks every member to end (SIGTERM). Outside Linux nothing can be asked.</summary>
    /// <returns>How many were asked.</returns>
    public int Terminate() => Find().Count(member => Signal(member, ProcessGroup.Terminate));

    /// <summary>
    /// Ends every member by force and waits until none is left. Members are halted first, until a scan finds no new one: a halted process
    /// cannot fork, so none is born between the last scan and the kill.
    /// </summary>
    /// <param name="time">Paces the scans.</param>
    /// <param name="limit">Longest time to go on trying; null means <see cref="DefaultKillLimit"/>.</param>
    /// <returns>What still lives: empty unless a process is stuck in the kernel, belongs to another user or the limit was too short.</returns>
    public async Task<IReadOnlyList<ProcessIdentity>> KillAsync(TimeProvider time, TimeSpan? limit, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var wait = FirstWait;
        while (true)
        {
            KillOnce();
            var left = Find();
            if (left.Count == 0 || time.GetElapsedTime(started) >= (limit ?? DefaultKillLimit))
            {
                return left;
            }

            await Task.Delay(wait, time, cancellation);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private void KillOnce()
    {
        if (!OperatingSystem.IsLinux())
        {
            KillByFramework();
            return;
        }

        var halted = new HashSet<ProcessIdentity>();
        // Each round halts at least one process more, so this ends even against a fork bomb that is faster than one scan.
        while (Find().Where(member => halted.Add(member) && Signal(member, ProcessGroup.Stop)).ToList().Count > 0) { }

        foreach (var member in halted)
        {
            Signal(member, ProcessGroup.Kill);
        }
    }

    private void KillByFramework()
    {
        foreach (var member in Find())
        {
            try
            {
                using var process = Process.GetProcessById(member.ProcessId);
                process.Kill(entireProcessTree: true);
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
            {
                // It ended meanwhile, or cannot be ended: the next scan tells which.
            }
        }
    }

    /// <summary>Members by themselves; their descendants follow. A group counts as the root's only while its id was not given to another.</summary>
    private bool IsSeed(ProcessStatus status, ProcessTable table)
    {
        if (root is not null && root.BootId == ProcessIdentity.CurrentBootId)
        {
            var holder = table.Find(root.ProcessId);
            var isReused = holder is { } other && root.StartTicks != 0 && other.StartTicks != root.StartTicks;
            if (!isReused && (status.ProcessId == root.ProcessId || status.Group == root.ProcessId || status.Session == root.ProcessId))
            {
                return true;
            }
        }

        return _entry is not null && ProcessTable.HasEnvironment(status.ProcessId, _entry);
    }

    private static ProcessIdentity Identity(ProcessStatus status) =>
        new(status.ProcessId, status.StartTicks, ProcessIdentity.CurrentBootId);

    private static bool Signal(ProcessIdentity member, int signal) =>
        member.IsAlive() && ProcessGroup.SignalProcess(member.ProcessId, signal);
}
