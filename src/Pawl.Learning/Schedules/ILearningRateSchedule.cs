namespace Pawl.Learning.Schedules;

/// <summary>The learning rate as a pure function of the step, so that its position needs no state of its own.</summary>
public interface ILearningRateSchedule
{
    /// <param name="step">Updates completed before this one, from 0.</param>
    double At(long step);
}
