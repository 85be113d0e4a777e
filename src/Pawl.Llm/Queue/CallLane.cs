namespace Pawl.Llm.Queue;

/// <summary>The waiting calls of one run, first come first.</summary>
internal sealed class CallLane(string name)
{
    public string Name { get; } = name;

    public LinkedList<CallWaiter> Waiters { get; } = [];
}
