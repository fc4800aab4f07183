import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button.tsx";
import { useWrite } from "./text.ts";

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the window: keeps the focus inside, gives it back, closes by Escape and by a click beside it. */
export function Dialog({ title, open, onClose, children }: DialogProps) {
  const write = useWrite();
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen={open}
      isDismissable
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className="dialog">
        <AriaDialog>
          <header>
            <Heading slot="title">{title}</Heading>
            <Button label={write("action.close")} icon={X} iconOnly look="quiet" onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
