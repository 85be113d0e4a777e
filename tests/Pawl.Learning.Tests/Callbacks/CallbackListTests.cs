using Pawl.Learning.Callbacks;

namespace Pawl.Learning.Tests.Callbacks;

public sealed class CallbackListTests
{
    [Fact]
    public void Throwing_callback_is_told_and_the_others_are_still_called()
    {
        var (log, warnings) = (new List<string>(), new List<string>());
        var callbacks = new CallbackList([new Throwing(), new Recording(log)], warnings.Add);
        var report = new TrainingReport(3, new Dictionary<string, double>());

        callbacks.Step(report);
        callbacks.Evaluation(report);
        callbacks.Checkpoint(report);
        callbacks.End(report);

        Assert.Equal(["step 3", "evaluation 3", "checkpoint 3", "end 3"], log);
        Assert.Contains("Throwing.OnStep failed at step 3", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private sealed class Throwing : ITrainingCallback
    {
        public void OnStep(TrainingReport report) => throw new InvalidOperationException("broken");
    }

    private sealed class Recording(List<string> log) : ITrainingCallback
    {
        public void OnStep(TrainingReport report) => log.Add($"step {report.Step}");

        public void OnEvaluation(TrainingReport report) => log.Add($"evaluation {report.Step}");

        public void OnCheckpoint(TrainingReport report) => log.Add($"checkpoint {report.Step}");

        public void OnEnd(TrainingReport report) => log.Add($"end {report.Step}");
    }
}
