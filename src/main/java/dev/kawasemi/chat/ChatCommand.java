package dev.kawasemi.chat;

/** What a person asked for, as it came in: the texts are unchecked. */
public sealed interface ChatCommand {
    /** Calls the visitor's method for this kind of command. */
    void visit(Visitor visitor);

    /** One method for each kind of command. */
    interface Visitor {
        void deploy(Deploy command);

        void status(Status command);

        void rollBack(RollBack command);

        void approve(Approve command);

        void press(Press command);
    }

    /** {@code /deploy app version}. */
    record Deploy(String app, String version) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.deploy(this);
        }
    }

    /** {@code /status [app]}; an empty app means all. */
    record Status(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.status(this);
        }
    }

    /** {@code /rollback app}. */
    record RollBack(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.rollBack(this);
        }
    }

    /** {@code /approve app}. */
    record Approve(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.approve(this);
        }
    }

    /**
     * A button. {@code messageIsCurrent} is false where the pressed message is not the one that stands in its slot (an old copy); an answer to one person has
     * no slot and is always current.
     */
    record Press(String customId, boolean messageIsCurrent) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.press(this);
        }
    }
}
