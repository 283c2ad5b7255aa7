package dev.kawasemi.chat;

import java.util.List;

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

        void dryRun(DryRun command);

        void reject(Reject command);

        void cancel(Cancel command);

        void lock(Lock command);

        void unlock(Unlock command);

        void history(History command);

        void logs(Logs command);
    }

    /** {@code /deploy app version [reason]}; an empty reason means none. */
    record Deploy(String app, String version, String reason) implements ChatCommand {
        public Deploy(String app, String version) {
            this(app, version, "");
        }

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

    /** {@code /deploy app version dry-run}; {@code problems} is what the transport itself lacks for showing a deploy, each a sentence. */
    record DryRun(String app, String version, List<String> problems) implements ChatCommand {
        public DryRun {
            problems = List.copyOf(problems);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.dryRun(this);
        }
    }

    /** {@code /reject app}. */
    record Reject(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.reject(this);
        }
    }

    /** {@code /cancel app}. */
    record Cancel(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.cancel(this);
        }
    }

    /** {@code /lock app reason [for]}; an empty length means the usual one. */
    record Lock(String app, String reason, String length) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.lock(this);
        }
    }

    /** {@code /unlock app}. */
    record Unlock(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.unlock(this);
        }
    }

    /** {@code /history [app]}; an empty app means all. */
    record History(String app) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.history(this);
        }
    }

    /** {@code /logs app [color]}; an empty colour means the one that serves. */
    record Logs(String app, String color) implements ChatCommand {
        @Override
        public void visit(Visitor visitor) {
            visitor.logs(this);
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
