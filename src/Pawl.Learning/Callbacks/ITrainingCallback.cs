namespace Pawl.Learning.Callbacks;

/// <summary>
/// Listens to a training. It sees and never steers: whatever it throws is logged and the training goes on, so that a broken plot or
/// notification cannot cost hours of work. Called on the training's thread, in step order.
/// </summary>
public interface ITrainingCallback
{
    /// <summary>After an update was done and its metrics were reported.</summary>
    void OnStep(TrainingReport report) { }

    /// <summary>After an evaluation.</summary>
    void OnEvaluation(TrainingReport report) { }

    /// <summary>After a checkpoint was committed.</summary>
    void OnCheckpoint(TrainingReport report) { }

    /// <summary>After the last step and the last checkpoint.</summary>
    void OnEnd(TrainingReport report) { }
}
