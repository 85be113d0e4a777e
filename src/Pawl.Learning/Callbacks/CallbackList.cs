using System.Diagnostics.CodeAnalysis;

namespace Pawl.Learning.Callbacks;

/// <summary>Calls every callback, each shielded from the others and the training from all of them.</summary>
/// <param name="warn">Gets one line for each callback that threw.</param>
public sealed class CallbackList(IReadOnlyList<ITrainingCallback> callbacks, Action<string> warn)
{
    public void Step(TrainingReport report) => Call(nameof(ITrainingCallback.OnStep), report, (callback, r) => callback.OnStep(r));

    public void Evaluation(TrainingReport report) =>
        Call(nameof(ITrainingCallback.OnEvaluation), report, (callback, r) => callback.OnEvaluation(r));

    public void Checkpoint(TrainingReport report) =>
        Call(nameof(ITrainingCallback.OnCheckpoint), report, (callback, r) => callback.OnCheckpoint(r));

    public void End(TrainingReport report) => Call(nameof(ITrainingCallback.OnEnd), report, (callback, r) => callback.OnEnd(r));

    [SuppressMessage("Design", "CA1031", Justification = "A listener's fault of any kind must not end the training; it is logged.")]
    private void Call(string hook, TrainingReport report, Action<ITrainingCallback, TrainingReport> call)
    {
        foreach (var callback in callbacks)
        {
            try
            {
                call(callback, report);
            }
            catch (Exception fault)
            {
                warn(
                    $"{callback.GetType().Name}.{hook} failed at step {report.Step} and is ignored: {fault.GetType().Name}: {fault.Message}"
                );
            }
        }
    }
}
