using Pawl.Runs.Model;

namespace Pawl.Web.Views.Run;

/// <summary>What to do next with a run, in a sentence or two.</summary>
internal static class RunNext
{
    public static string Of(RunRecord run) =>
        run.State switch
        {
            RunState.Queued => "It starts as soon as a worker is free. Cancel it, or let it wait.",
            RunState.Running => "Follow its log and charts. It can be closed and killed at any time: what it has checkpointed is kept.",
            RunState.Retrying => "The last attempt did not succeed; the next one goes on from the last good checkpoint by itself.",
            RunState.Waiting => "A decision leads on from here.",
            RunState.Succeeded => "Look at what it left, compare it with another run, or start the same again with Retry.",
            RunState.Failed when run.Failure?.Kind == AttemptFailure.Configuration =>
                "The spec does not fit: change it and start a new run. Resume would meet the same problem.",
            RunState.Failed => "Read the failure and the end of the log. Resume goes on from the last good checkpoint, Retry starts anew.",
            RunState.TimedOut => "It took longer than its timeout. Resume goes on from the last good checkpoint with the same limit.",
            RunState.Cancelled => "Resume goes on from the last good checkpoint.",
            RunState.Interrupted => "Something cuts it off again and again: find out what kills it (memory?), then resume.",
            _ => "",
        };

    /// <summary>What happened to an attempt, in a few words.</summary>
    public static string Of(AttemptRecord attempt) =>
        attempt switch
        {
            { Failure: { } failure } => $"{failure.Kind}: {failure.Message}",
            { State: AttemptState.Queued } => "waits for a worker",
            { State: AttemptState.Running, ResumedStep: > 0 } => "goes on from a checkpoint",
            { State: AttemptState.Running } => "is being worked on",
            { State: AttemptState.Succeeded } => "did all there was to do",
            { State: AttemptState.Cancelled } => "stopped when asked",
            { State: AttemptState.TimedOut } => "took longer than its timeout",
            { State: AttemptState.Interrupted } => "was cut off",
            { State: AttemptState.Waiting } => "waits for a decision",
            _ => "",
        };
}
