using System.Diagnostics;
using Pawl.Runs.Processes;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Processes;

public sealed class ProcessTreeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ScratchFolder _scratch = new();
    private readonly string _marker = AttemptToken.Of(Guid.NewGuid().ToString("N"), 1);

    public void Dispose()
    {
        // Whatever a failed test left.
        new ProcessTree(null, _marker)
            .KillAsync(TimeProvider.System, null, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Kill_ends_children_and_grandchildren_that_ignore_the_request()
    {
        using var root = Start(
            "trap '' TERM; sh -c \"trap '' TERM; touch $PWD/ready; while :; do sleep 1; done\" & while :; do sleep 1; done"
        );
        var tree = new ProcessTree(ProcessIdentity.Of(root.Id), marker: null);
        await Eventually(() => File.Exists(_scratch["ready"]) && tree.Find().Count >= 3);

        Assert.True(tree.Terminate() >= 2);
        Assert.False(root.HasExited);
        Assert.Empty(await tree.KillAsync(TimeProvider.System, null, CancellationToken.None));

        await root.WaitForExitAsync();
        Assert.Empty(tree.Find());
    }

    [Fact]
    public async Task A_grandchild_that_left_parent_group_and_session_is_found_by_its_marker()
    {
        using var root = Start(
            "(setsid sh -c \"trap '' TERM; echo \\$\\$ > $PWD/pid.part; mv $PWD/pid.part $PWD/pid; while :; do sleep 1; done\" &) ; exit 0"
        );
        var identity = ProcessIdentity.Of(root.Id);
        await root.WaitForExitAsync();
        await Eventually(() => File.Exists(_scratch["pid"]));
        var orphan = ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(_scratch["pid"])));
        Assert.NotNull(orphan);
        Assert.Empty(new ProcessTree(identity, marker: null).Find());

        var tree = new ProcessTree(identity, _marker);
        Assert.Contains(orphan, tree.Find());
        tree.Terminate();
        Assert.True(orphan.IsAlive());
        Assert.Empty(await tree.KillAsync(TimeProvider.System, null, CancellationToken.None));

        Assert.False(orphan.IsAlive());
    }

    [Fact]
    public async Task A_child_without_the_marker_is_found_by_descent_and_by_its_group()
    {
        using var root = Start("env -i sh -c 'sleep 300 & sleep 300' & touch ready; wait", "setsid");
        var tree = new ProcessTree(ProcessIdentity.Of(root.Id), marker: null);
        await Eventually(() => File.Exists(_scratch["ready"]) && tree.Find().Count >= 4);
        Assert.Equal(root.Id, ProcessGroup.Of(root.Id));
        var members = tree.Find();

        // Without the root the rest still is its group.
        root.Kill();
        await root.WaitForExitAsync();
        Assert.Equal(members.Count - 1, tree.Find().Count);
        Assert.Empty(await tree.KillAsync(TimeProvider.System, null, CancellationToken.None));

        Assert.All(members, member => Assert.False(member.IsAlive()));
    }

    [Fact]
    public async Task A_tree_that_keeps_forking_is_ended()
    {
        using var root = Start("spawn() { setsid sh -c 'while :; do sleep 0.01 & sleep 0.01; done' & }; spawn; spawn; touch ready; wait");
        await Eventually(() => File.Exists(_scratch["ready"]));
        var tree = new ProcessTree(ProcessIdentity.Of(root.Id), _marker);

        Assert.Empty(await tree.KillAsync(TimeProvider.System, Patience, CancellationToken.None));

        await root.WaitForExitAsync();
        Assert.Empty(tree.Find());
    }

    [Fact]
    public async Task The_caller_and_its_ancestors_never_belong_to_a_tree()
    {
        var self = new ProcessTree(ProcessIdentity.Current, marker: null);
        var parent = ProcessIdentity.Of(ProcessStatus.Read(Environment.ProcessId)!.Value.Parent);
        using var child = Start("sleep 300");

        Assert.DoesNotContain(ProcessIdentity.Current, self.Find());
        Assert.DoesNotContain(ProcessIdentity.Current, new ProcessTree(parent, marker: null).Find());
        Assert.DoesNotContain(parent, new ProcessTree(parent, marker: null).Find());
        Assert.False(ProcessGroup.SignalProcess(Environment.ProcessId, ProcessGroup.Terminate));
        Assert.False(ProcessGroup.SignalProcess(0, ProcessGroup.Terminate));
        Assert.False(ProcessGroup.Signal(1, ProcessGroup.Terminate));
        Assert.False(ProcessGroup.Signal(ProcessGroup.Of(Environment.ProcessId), ProcessGroup.Terminate));

        await new ProcessTree(ProcessIdentity.Of(child.Id), null).KillAsync(TimeProvider.System, null, CancellationToken.None);
        await child.WaitForExitAsync();
    }

    [Fact]
    public async Task A_reused_process_id_is_left_alone()
    {
        using var child = Start("sleep 300", "setsid");
        var now = ProcessIdentity.Of(child.Id)!;

        Assert.Empty(new ProcessTree(now with { StartTicks = now.StartTicks - 1 }, marker: null).Find());
        Assert.Empty(new ProcessTree(now with { BootId = "an earlier boot" }, marker: null).Find());
        Assert.Empty(new ProcessTree(null, _marker + "0").Find());
        Assert.Contains(now, new ProcessTree(null, _marker).Find());

        Assert.Empty(await new ProcessTree(now, null).KillAsync(TimeProvider.System, null, CancellationToken.None));
    }

    private Process Start(string script, string? wrapper = null)
    {
        var start = new ProcessStartInfo(wrapper ?? "sh")
        {
            WorkingDirectory = _scratch.Root,
            Environment = { [AttemptToken.Variable] = _marker },
        };
        string[] arguments = wrapper is null ? ["-c", script] : ["sh", "-c", script];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task Eventually(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience);
            await Task.Delay(10);
        }
    }
}
