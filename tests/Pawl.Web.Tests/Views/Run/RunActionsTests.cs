using Pawl.Runs.Model;
using Pawl.Web.Views.Run;

namespace Pawl.Web.Tests.Views.Run;

/// <summary>In an older system the buttons for weights and plots never became enabled, whatever a run had left.</summary>
public sealed class RunActionsTests
{
    private static readonly RunFiles Nothing = new("/data/runs/X", HasFolder: false, HasManifest: false, null, null, 0);

    [Theory]
    [InlineData(RunState.Queued, "cancel")]
    [InlineData(RunState.Running, "cancel")]
    [InlineData(RunState.Retrying, "cancel")]
    [InlineData(RunState.Waiting, "cancel")]
    [InlineData(RunState.Succeeded, "retry")]
    [InlineData(RunState.Failed, "resume retry")]
    [InlineData(RunState.Cancelled, "resume retry")]
    [InlineData(RunState.TimedOut, "resume retry")]
    [InlineData(RunState.Interrupted, "resume retry")]
    public void In_each_state_just_what_can_work_is_enabled(RunState state, string enabled)
    {
        var actions = RunActions.Of(Run(state), Nothing, other: null, mayChange: true);

        var changing = actions.Where(action => action is { IsEnabled: true, Post: not null }).Select(action => action.Name);
        Assert.Equal(enabled.Split(' '), changing);
        Assert.Equal(
            ["cancel", "resume", "retry", "compare", "summary", "folder", "manifest", "weights", "plots", "bundle"],
            actions.Select(action => action.Name)
        );
        Assert.All(actions, action => Assert.True(action.IsEnabled || action.Reason!.EndsWith('.'), action.Name));
    }

    [Fact]
    public void A_run_that_was_asked_to_stop_is_not_asked_again() =>
        Assert.Contains("asked to stop", Action(Run(RunState.Running) with { CancelReason = "cancelled" }, Nothing, "cancel").Reason);

    [Fact]
    public void Files_are_offered_as_soon_as_they_are_there_and_not_before()
    {
        var run = Run(RunState.Running);
        foreach (var name in new[] { "folder", "manifest", "weights", "plots" })
        {
            Assert.False(Action(run, Nothing, name).IsEnabled, name);
        }

        var files = new RunFiles("/data/runs/X", true, true, "weights/best model.pt", "/data/runs/X/checkpoints/step-1", 2);
        Assert.Equal("/data/runs/X", Action(run, files, "folder").Copy);
        Assert.EndsWith("/manifest", Action(run, files, "manifest").Link);
        Assert.EndsWith("/artifacts/weights/best%20model.pt?download", Action(run, files, "weights").Link);
        Assert.EndsWith("/artifacts#plot", Action(run, files, "plots").Link);
        Assert.Equal("/data/runs/X/checkpoints/step-1", Action(run, files with { Weights = null }, "weights").Copy);
    }

    [Fact]
    public void Who_may_only_look_is_offered_nothing_that_changes()
    {
        var actions = RunActions.Of(Run(RunState.Failed), Nothing, null, mayChange: false);

        Assert.DoesNotContain(actions, action => action is { IsEnabled: true, Post: not null });
        Assert.Contains("operator", actions.Single(action => action.Name == "retry").Reason);
        Assert.True(actions.Single(action => action.Name == "bundle").IsEnabled);
    }

    [Fact]
    public void Comparing_needs_another_run()
    {
        var run = Run(RunState.Succeeded);
        var other = run with { Id = "01ARZ3NDEKTSV4RRFFQ69G5FAX" };

        Assert.Contains("no other", RunActions.Of(run, Nothing, null, mayChange: true).Single(action => action.Name == "compare").Reason);
        Assert.Equal(
            $"/compare?runs={run.Id},{other.Id}",
            RunActions.Of(run, Nothing, other, mayChange: true).Single(action => action.Name == "compare").Link
        );
    }

    private static RunAction Action(RunRecord run, RunFiles files, string name) =>
        RunActions.Of(run, files, null, mayChange: true).Single(action => action.Name == name);

    private static RunRecord Run(RunState state) =>
        new(
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "command",
            "a run",
            null,
            state,
            "{}",
            DateTimeOffset.UnixEpoch,
            null,
            null,
            1,
            0,
            null,
            null,
            null,
            null,
            null
        );
}
