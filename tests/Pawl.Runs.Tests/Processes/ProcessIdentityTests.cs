using System.Diagnostics;
using Pawl.Runs.Processes;

namespace Pawl.Runs.Tests.Processes;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void A_name_with_spaces_and_brackets_does_not_shift_the_fields()
    {
        var rest = string.Join(' ', Enumerable.Range(7, 15));

        var status = ProcessStatus.Parse($"42 (a ) S 9 (b) Z 1 40 41 {rest} 987654 0 0");

        Assert.Equal(new ProcessStatus(42, 'Z', 1, 40, 41, 987654), status);
        Assert.False(status.IsAlive);
    }

    [Fact]
    public void The_caller_is_alive_and_one_with_another_start_or_boot_is_not()
    {
        var current = ProcessIdentity.Current;

        Assert.True(current.IsAlive());
        Assert.Equal(current, ProcessIdentity.Of(Environment.ProcessId));
        Assert.False((current with { StartTicks = current.StartTicks + 1 }).IsAlive());
        Assert.False((current with { BootId = "another" }).IsAlive());
        Assert.True((current with { StartTicks = 0 }).IsAlive());
    }

    [Fact]
    public async Task A_child_is_alive_until_it_ends()
    {
        using var child = Process.Start("sleep", "300");
        var identity = ProcessIdentity.Of(child.Id);
        Assert.NotNull(identity);
        Assert.True(identity.IsAlive());

        child.Kill();
        await child.WaitForExitAsync();

        Assert.False(identity.IsAlive());
        Assert.Null(ProcessIdentity.Of(4194999));
    }
}
